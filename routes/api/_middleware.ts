import { answerRefusals } from "../../server/api_errors.ts";
import { define } from "../../server/state.ts";

export default define.middleware(answerRefusals);
