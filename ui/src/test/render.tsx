/** Draws with everything around it that a page relies on. */
import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactElement } from "react";
import { Router } from "wouter";
import { useHashLocation } from "wouter/use-hash-location";
import { createQueryClient } from "../api/client";
import { App } from "../app/App";

/** One page or part. */
export function renderPart(part: ReactElement) {
  return render(
    <QueryClientProvider client={createQueryClient()}>
      <Router hook={useHashLocation}>{part}</Router>
    </QueryClientProvider>,
  );
}

/** The whole program, at an address such as `/settings`. */
export function renderApp(address = "/") {
  window.location.hash = address;
  return render(<App client={createQueryClient()} />);
}
