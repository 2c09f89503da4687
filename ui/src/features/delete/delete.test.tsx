import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { fakePlatform } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import DeleteDialog from ".";

it("says what the chosen sides affect, and deletes just those", async () => {
  const text = (en: string) => ({ en, "zh-CN": en });
  const platform = fakePlatform({
    "source.impact": () => ({
      envs: ["dev", "prod"],
      modules: [
        {
          name: text("Operation Center"),
          severity: "high" as const,
          text: text("Scheduled tasks that depend on it fail."),
        },
      ],
      lines: [
        { envs: ["dev", "prod"], text: text("Production tasks fail.") },
        { envs: ["dev"], text: text("Tasks cannot read table schemas.") },
      ],
      shared_with: [{ workspace: "lab", envs: ["prod"], users: [] }],
    }),
    "source.delete": ({ id, envs }) => ({ id, name: "orders", envs }),
  });
  const onDone = vi.fn();
  renderPart(
    <DeleteDialog id="s1" name="orders" door="management_center" onClose={() => {}} onDone={onDone} />,
  );
  expect(await screen.findByText("Production tasks fail.")).toBeInTheDocument();
  expect(screen.getByText("Operation Center")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("radio", { name: /Development only/ }));
  expect(screen.getByText("Tasks cannot read table schemas.")).toBeInTheDocument();
  expect(screen.queryByText("Production tasks fail.")).toBeNull();
  expect(screen.queryByText("Operation Center")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(onDone).toHaveBeenCalledWith({ id: "s1", name: "orders", envs: ["dev"] }));
  expect(platform.asked("source.delete")).toEqual([{ id: "s1", envs: ["dev"] }]);
});
