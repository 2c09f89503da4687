import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { forgetList } from "../../features/list/filter";
import { fakePlatform, page } from "../../test/fake-platform";
import { renderApp } from "../../test/render";
import { row } from "../../test/rows";

beforeEach(forgetList);

const open = async () => {
  await screen.findByRole("grid", { name: "Data sources" });
  await userEvent.keyboard("{Control>}k{/Control}");
  return screen.findByRole("combobox", { name: "Commands" });
};

describe("the palette", () => {
  it("finds a data source and opens it", async () => {
    fakePlatform({
      "source.list": ({ search }) => page([row("orders"), row("crm")].filter((r) => r.name.includes(search))),
    });
    renderApp();
    await userEvent.type(await open(), "crm");
    await userEvent.click(await screen.findByRole("option", { name: /crm/ }));
    expect(window.location.hash).toBe("#/sources/id-crm");
  });

  it("runs a command by part of its words", async () => {
    const rust = fakePlatform({
      "source.list": () => page([row("orders")]),
      "settings.set": ({ settings }) => settings,
    });
    renderApp();
    await userEvent.type(await open(), "theme dark");
    await waitFor(() => expect(screen.getAllByRole("option")).toHaveLength(2));
    await userEvent.click(screen.getByRole("option", { name: "Dark theme" }));
    expect(rust.asked("settings.set").at(-1)?.settings.theme).toBe("dark");
  });
});

describe("keys", () => {
  it("are all listed under ?", async () => {
    fakePlatform({ "source.list": () => page([row("orders")]) });
    renderApp();
    await screen.findByRole("grid", { name: "Data sources" });
    await userEvent.keyboard("?");
    const dialog = await screen.findByRole("dialog", { name: "Keys" });
    expect(within(dialog).getByText("Clone the row")).toBeInTheDocument();
  });

  it("are letters while somebody writes", async () => {
    fakePlatform({ "source.list": () => page([row("orders")]) });
    renderApp();
    await userEvent.type(await screen.findByRole("textbox"), "n/?");
    expect(window.location.hash).toBe("#/");
    expect(screen.getByRole("textbox")).toHaveValue("n/?");
  });
});
