// deno-lint-ignore-file react-no-danger -- a program written here
import type { ComponentChildren } from "preact";
import type { Catalogue } from "../i18n/mod.ts";
import { Button } from "./Button.tsx";
import { Notice } from "./Notice.tsx";

/**
 * In syntax of 2015: shows the notice if the page's script does not start, because the browser supports neither modules nor
 * their syntax, because a file is missing, or because it takes too long. The notice has a button, because a link to this
 * page would lose the secret in the fragment.
 */
const WATCH = `(function(){
var show=function(){if(!("started" in document.documentElement.dataset))document.getElementById("stuck").hidden=false};
if(!("noModule" in document.createElement("script")))show();
document.getElementById("reload").onclick=function(){location.reload()};
addEventListener("error",show,true);
setTimeout(show,15000)
})()`;

/** Shown where scripts are switched off. */
export function NoScript({ children }: { children: ComponentChildren }) {
  return (
    <noscript>
      <div class="mt-5">
        <Notice kind="warning" code="no_script">{children}</Notice>
      </div>
    </noscript>
  );
}

interface ScriptGuardProps {
  t: Pick<Catalogue["call"]["entrance"], "noScript" | "stuck" | "reload">;
  label: string;
}

/** For pages that need JavaScript: says so where it does not run. */
export function ScriptGuard({ t, label }: ScriptGuardProps) {
  return (
    <div class="guard">
      <NoScript>{t.noScript}</NoScript>
      <section id="stuck" aria-label={label} hidden>
        <Notice kind="warning" code="not_started">
          <p>{t.stuck}</p>
          <p class="mt-3">
            <Button kind="secondary" id="reload">{t.reload}</Button>
          </p>
        </Notice>
      </section>
      <script dangerouslySetInnerHTML={{ __html: WATCH.replaceAll("\n", "") }} />
    </div>
  );
}
