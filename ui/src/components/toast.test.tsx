import { render, screen } from "@testing-library/react";
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
});
