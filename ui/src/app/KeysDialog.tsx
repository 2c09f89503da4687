import { Dialog } from "../components/Dialog";
import { Kbd } from "../components/Kbd";
import { defineStrings } from "../i18n";
import styles from "./KeysDialog.module.css";
import { KEYS, type KeyId } from "./keys";

const useText = defineStrings("keys", {
  en: {
    title: "Keys",
    everywhere: "Everywhere",
    list: "In the list",
    form: "In a form",
    palette: "Commands",
    help: "This list",
    undo: "Undo, while a message offers it",
    messages: "To the messages",
    search: "Search",
    new: "New data source",
    down: "Next row",
    up: "Previous row",
    open: "Open the row",
    edit: "Edit the row",
    clone: "Clone the row",
    test: "Test the row",
    delete: "Delete the row",
    select: "Select the row, or no longer",
    range: "Select row after row",
    all: "Select all that match",
    none: "Select nothing",
    save: "Save",
  },
  "zh-CN": {
    title: "快捷键",
    everywhere: "全局",
    list: "列表",
    form: "表单",
    palette: "命令面板",
    help: "快捷键列表",
    undo: "撤销（消息提供撤销时）",
    messages: "转到消息",
    search: "搜索",
    new: "新建数据源",
    down: "下一行",
    up: "上一行",
    open: "打开该行",
    edit: "编辑该行",
    clone: "克隆该行",
    test: "测试该行",
    delete: "删除该行",
    select: "选择或取消选择该行",
    range: "逐行扩展选择",
    all: "选择所有符合的行",
    none: "取消选择",
    save: "保存",
  },
});

const GROUPS = ["everywhere", "list", "form"] as const;

/** Every key. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  return (
    <Dialog reading title={text("title")} onClose={onClose}>
      <div className={styles.groups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3 className={styles.heading}>{text(group)}</h3>
            <dl className={styles.keys}>
              {(Object.keys(KEYS) as KeyId[])
                .filter((id) => KEYS[id].group === group)
                .map((id) => (
                  <div key={id}>
                    <dt>{text(id)}</dt>
                    <dd>
                      {KEYS[id].keys.map((key) => (
                        <span key={key}>
                          {key.split("+").map((part) => (
                            <Kbd key={part}>{part}</Kbd>
                          ))}
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
