import { createContext } from "react";

/** Whether the production sides of what is drawn here are locked: changing them wants the name typed. */
export const ProdLocked = createContext(false);
