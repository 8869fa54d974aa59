import { access } from "../../server/middlewares/access.ts";
import { define } from "../../server/state.ts";

export default define.middleware(access);
