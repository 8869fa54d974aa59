import { Button } from "../Button.tsx";

interface StageQuestionProps {
  /** An alert is read out at once. */
  role: "group" | "alert";
  label: string;
  text: string;
  yes: string;
  no: string;
  onYes: () => void;
  onNo: () => void;
}

/** Something that the person has to answer while the conversation runs. */
export function StageQuestion({ role, label, text, yes, no, onYes, onNo }: StageQuestionProps) {
  return (
    <div role={role} aria-label={label} class="max-w-md p-4 rounded-xl bg-card text-ink shadow-lg">
      <p>{text}</p>
      <div class="mt-3 flex flex-wrap gap-3">
        <Button kind="primary" onClick={onYes}>{yes}</Button>
        <Button kind="secondary" onClick={onNo}>{no}</Button>
      </div>
    </div>
  );
}
