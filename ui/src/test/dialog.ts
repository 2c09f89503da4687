import { screen, waitFor } from "@testing-library/react";

/** The dialog in front. A message of an earlier test may still be there, and is a dialog to a screen reader, too. */
export const frontDialog = (): Promise<HTMLElement> =>
  waitFor(() => {
    const dialogs = screen.getAllByRole("dialog").filter((one) => one.getAttribute("aria-modal") !== "false");
    if (dialogs.length !== 1) throw new Error(`${dialogs.length} dialogs`);
    return dialogs[0] as HTMLElement;
  });
