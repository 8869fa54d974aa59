import { type ComponentChildren, type FunctionComponent, h } from "preact";
import type { PageProps, RouteComponent } from "./types.ts";

/** The element of a component. An async component is called at once; it may return a response instead. */
export async function elementOf<State>(
  component: RouteComponent<State>,
  props: PageProps<unknown, State>,
): Promise<ComponentChildren | Response> {
  if (component.constructor.name !== "AsyncFunction") {
    return h(component as FunctionComponent<PageProps>, props);
  }
  return await (component as (props: PageProps) => Promise<ComponentChildren | Response>)(props);
}
