import { listOf, recordOf, timeOf } from "./answer_parts.ts";
import type { ConsultationListAnswer } from "./consultations.ts";

/**
 * Checks the times in a practice's list, which is shown beside a running call: a page cannot show what is none.
 * @throws {NetworkError} if it is not a `ConsultationListAnswer`.
 */
export function parseConsultationList(answer: ConsultationListAnswer): ConsultationListAnswer {
  timeOf(recordOf(answer)["serverNowMs"]);
  listOf(answer.consultations, (summary) => {
    const { startsAtMs, opensAtMs, expiresAtMs, guests } = recordOf(summary);
    [startsAtMs, opensAtMs, expiresAtMs].forEach(timeOf);
    listOf(guests, (guest) => {
      const { joinedAtMs, seenAtMs } = recordOf(guest);
      [joinedAtMs, seenAtMs].forEach(timeOf);
    });
  });
  return answer;
}
