import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";
import { ApiError } from "../../platform";
import { appError, fakePlatform } from "../../test/fake-platform";
import { renderPart } from "../../test/render";
import { orders } from "../source-form/model/fixtures";
import CloneDialog from ".";

const rust = () =>
  fakePlatform({
    "source.get": () => orders(),
    "source.clone_name": () => ({ name: "orders_copy" }),
    "source.clone": ({ name }) => {
      if (name === "orders")
        throw new ApiError(appError("name_taken", { params: { name, proposal: "orders_copy" } }));
      return orders({ id: "s2", name });
    },
  });

it("clones both sides with their secrets by Enter", async () => {
  const platform = rust();
  const onDone = vi.fn();
  renderPart(<CloneDialog id="s1" name="orders" onClose={() => {}} onDone={onDone} />);
  await screen.findByDisplayValue("orders_copy");
  await screen.findByRole("radio", { name: /Copy them/ });
  await userEvent.type(screen.getByLabelText("Name of the copy"), "{Enter}");
  await waitFor(() => expect(onDone).toHaveBeenCalledWith(expect.objectContaining({ id: "s2" })));
  expect(platform.asked("source.clone")).toEqual([
    { id: "s1", name: "orders_copy", envs: ["dev", "prod"], secrets: "copy" },
  ]);
});

it("says at the name why it was refused, and takes the one that is offered", async () => {
  rust();
  renderPart(<CloneDialog id="s1" name="orders" onClose={() => {}} onDone={() => {}} />);
  const name = await screen.findByDisplayValue("orders_copy");
  await userEvent.clear(name);
  await userEvent.type(name, "orders{Enter}");
  await userEvent.click(await screen.findByRole("button", { name: "Use orders_copy" }));
  expect(name).toHaveValue("orders_copy");
});

it("leaves out a side and asks for its secrets", async () => {
  const platform = rust();
  renderPart(<CloneDialog id="s1" name="orders" onClose={() => {}} onDone={() => {}} />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Production" }));
  await userEvent.click(screen.getByRole("radio", { name: /Ask at each test/ }));
  await userEvent.click(screen.getByRole("button", { name: "Clone" }));
  await waitFor(() =>
    expect(platform.asked("source.clone")[0]).toMatchObject({ envs: ["dev"], secrets: "ask" }),
  );
});
