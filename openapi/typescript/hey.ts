// The client that @hey-api/openapi-ts generates: if this compiles, its functions and types can be used.

import { client } from "./hey/client.gen.js";
import { updateMilestone, getMilestone, listDeliverables, signIn } from "./hey/sdk.gen.js";
import type { Deliverable, FundingLine, MilestoneId, ProjectId } from "./hey/types.gen.js";

client.setConfig({ baseUrl: "http://127.0.0.1:8080", throwOnError: true });
const body = { email: "maud@example.org", password: "seven red lanterns on the quay" };
const { data: signedIn } = await signIn({ body, throwOnError: true });
client.setConfig({ auth: signedIn.token });

/** Each item of a collection, however many pages it has. */
export async function* deliverables(project: ProjectId): AsyncGenerator<Deliverable> {
  let after: string | undefined;
  do {
    const query = { project, sort: "due_on", ...(after === undefined ? {} : { after }) };
    const { data: page } = await listDeliverables({ query, throwOnError: true });
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** Puts a milestone off, unless somebody changed it meanwhile. */
export async function putOff(id: MilestoneId): Promise<void> {
  const { response } = await getMilestone({ path: { id }, throwOnError: true });
  const headers = { "If-Match": response.headers.get("ETag") ?? "" };
  await updateMilestone({ path: { id }, headers, body: { due: "M5", reason: "The survey started late" }, throwOnError: true });
}

export const forbidden = async (line: FundingLine, id: MilestoneId): Promise<void> => {
  // @ts-expect-error: money is never a number
  const amount: number | null | undefined = line.total_award;
  // @ts-expect-error: a change wants `If-Match`
  await updateMilestone({ path: { id }, body: {} });
  console.log(amount);
};
