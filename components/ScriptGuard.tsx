// deno-lint-ignore-file react-no-danger -- a program written here
import type { ComponentChildren } from "preact";
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

/** What is missing where scripts are switched off. */
export function NoScript({ children }: { children: ComponentChildren }) {
  return (
    <noscript>
      <Notice kind="warning" code="no_script">{children}</Notice>
    </noscript>
  );
}

interface ScriptGuardProps {
  t: Pick<Catalogue["call"]["entrance"], "noScript" | "stuck" | "reload">;
  label: string;
}

/** For pages that are nothing without their program: says so where it does not run. */
export function ScriptGuard({ t, label }: ScriptGuardProps) {
  return (
    <section class="guard" aria-label={label}>
      <NoScript>{t.noScript}</NoScript>
      <div id="stuck" hidden>
        <Notice kind="warning" code="not_started">
          <p>{t.stuck}</p>
          <p class="mt-3">
            <Button kind="secondary" href="">{t.reload}</Button>
          </p>
        </Notice>
      </div>
      <script dangerouslySetInnerHTML={{ __html: WATCH.replaceAll("\n", "") }} />
    </section>
  );
}
