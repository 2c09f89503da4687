import pageStyles from "../../app/Page.module.css";
import { usePageTitle } from "../../app/pages";
import { Appearance } from "./Appearance";
import { Doctor } from "./Doctor";
import { Identity } from "./Identity";
import { Program } from "./Program";
import styles from "./Settings.module.css";
import { useText } from "./strings";

/** What belongs to the person and to this computer, not to a workspace. */
export default function SettingsPage() {
  const text = useText();
  usePageTitle(text("title"));
  return (
    <div className={pageStyles.page}>
      <header className={pageStyles.head}>
        <h1>{text("title")}</h1>
      </header>
      <div className={styles.scroll}>
        <div className={styles.sections}>
          <Appearance />
          <Identity />
          <Doctor />
          <Program />
        </div>
      </div>
    </div>
  );
}
