import { useShown } from "../../components/focus.ts";
import { Notice } from "../../components/Notice.tsx";
import { type Problem, sentenceOf } from "../../practice/problem.ts";

interface ProblemNoticeProps {
  problem: Problem | undefined;
  /** The catalogue's sentences, by code. */
  errors: Readonly<Record<string, string>>;
  lang: string;
}

/** Tells what went wrong, if something did. */
export function ProblemNotice({ problem, errors, lang }: ProblemNoticeProps) {
  const shown = useShown(problem);
  if (!problem) return null;
  return (
    <div ref={shown}>
      <Notice kind="error" code={problem.code}>{sentenceOf(problem, errors, lang)}</Notice>
    </div>
  );
}
