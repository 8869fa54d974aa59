/** Building an app: "fresh/dev". */
export { Builder, type BuildOptions } from "./builder.ts";
