import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { lazy, Suspense } from "react";
import { describe, expect, it, vi } from "vitest";
import { notify, useToastsWanted } from "./toast";

const Toaster = lazy(() => import("./Toaster"));

function Page() {
  return useToastsWanted() ? (
    <Suspense>
      <Toaster />
    </Suspense>
  ) : null;
}

describe("a message", () => {
  it("is shown although nothing that shows it was loaded before, and its action acts", async () => {
    const onSelect = vi.fn();
    render(<Page />);
    void notify({ title: "“orders” deleted", action: { label: "Undo", onSelect } });
    expect((await screen.findAllByText("“orders” deleted"))[0]).toBeInTheDocument();
    await userEvent.click(screen.getByRole("button", { name: "Undo" }));
    expect(onSelect).toHaveBeenCalledOnce();
  });

  it("with an undo is taken back by Ctrl-Z, but not out of a field", async () => {
    const onSelect = vi.fn();
    render(
      <>
        <input aria-label="Name" />
        <Page />
      </>,
    );
    void notify({ title: "gone", undo: true, action: { label: "Undo", onSelect } });
    expect((await screen.findAllByText("gone"))[0]).toBeInTheDocument();
    await userEvent.click(screen.getByRole("textbox"));
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(onSelect).not.toHaveBeenCalled();
    screen.getByRole("textbox").blur();
    await userEvent.keyboard("{Control>}z{/Control}");
    expect(onSelect).toHaveBeenCalledOnce();
  });

  it("gives way to a newer one about the same", async () => {
    render(<Page />);
    void notify({ title: "saved once", topic: "orders" });
    expect((await screen.findAllByText("saved once"))[0]).toBeInTheDocument();
    void notify({ title: "saved twice", topic: "orders" });
    expect((await screen.findAllByText("saved twice"))[0]).toBeInTheDocument();
    await waitFor(() => expect(screen.queryByText("saved once")).toBeNull());
  });
});
