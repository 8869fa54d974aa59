import type { AnyComponent, ComponentChildren, FunctionComponent } from "preact";

export type Method = "HEAD" | "GET" | "POST" | "PATCH" | "PUT" | "DELETE" | "OPTIONS";

/** The props of page, layout, app and error components. */
export interface PageProps<Data = unknown, State = unknown> {
  readonly config: ResolvedFreshConfig;
  readonly url: URL;
  readonly req: Request;
  readonly params: Record<string, string>;
  readonly info: Deno.ServeHandlerInfo;
  readonly state: State;
  readonly data: Data;
  readonly error: unknown;
  readonly route: string | null;
  readonly isPartial: boolean;
  readonly Component: FunctionComponent;
}

export type RouteComponent<State> =
  // deno-lint-ignore no-explicit-any -- each page knows its own data
  | AnyComponent<PageProps<any, State>>
  // deno-lint-ignore no-explicit-any -- Preact has no type for async components
  | ((props: PageProps<any, State>) => Promise<ComponentChildren | Response>);

export interface LayoutConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

export interface RouteConfig extends LayoutConfig {
  /** The methods that a lazy route answers. @default "ALL" */
  methods?: "ALL" | Method[];
}

export interface FreshConfig {
  mode?: "development" | "production";
}
export interface ResolvedFreshConfig {
  /** The project's folder, without a slash at its end. */
  root: string;
  mode: "development" | "production";
}
