/** What is done with a workspace in a dialog. */
export type SpaceAct = "edit" | "unlock" | "delete";
