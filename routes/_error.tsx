import { HttpError } from "fresh";
import { ErrorPage } from "../components/ErrorPage.tsx";
import { LANGS } from "../i18n/mod.ts";
import { define } from "../server/state.ts";

/** The last resort, for errors thrown outside of `server/middlewares/error_answers.tsx`. */
export default define.page(({ error, state: { lang = LANGS[0]!, requestId } }) => (
  <ErrorPage lang={lang} status={error instanceof HttpError ? error.status : 500} requestId={requestId} />
));
