// deno-lint-ignore-file react-no-danger -- a program written here
import type { Catalogue } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/**
 * In words that a browser of 2015 understands: shows the notice if the page's program does not come alive, be it because
 * the browser knows no modules or not their syntax, because a file does not arrive, or because it takes too long.
 */
const WATCH = `(function(){
var show=function(){if(!("started" in document.documentElement.dataset))document.getElementById("stuck").hidden=false};
if(!("noModule" in document.createElement("script")))show();
addEventListener("error",show,true);
setTimeout(show,15000)
})()`;

interface ScriptGuardProps {
  t: Pick<Catalogue["call"]["entrance"], "noScript" | "stuck" | "reload">;
  label: string;
}

/** For pages that are nothing without their program: says so where it does not run. */
export function ScriptGuard({ t, label }: ScriptGuardProps) {
  return (
    <>
      <noscript>
        <section class="room" aria-label={label}>
          <Notice kind="warning" code="no_script">{t.noScript}</Notice>
        </section>
      </noscript>
      <section id="stuck" class="room" aria-label={label} hidden>
        <Notice kind="warning" code="not_started">
          <p>{t.stuck}</p>
          <p class="mt-3">
            <Button kind="secondary" href="">{t.reload}</Button>
          </p>
        </Notice>
      </section>
      <script dangerouslySetInnerHTML={{ __html: WATCH.replaceAll("\n", "") }} />
    </>
  );
}
