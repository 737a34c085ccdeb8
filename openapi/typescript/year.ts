// A year with the portfolio, by a client that knows nothing but the document: if this compiles, a client's author can
// write it. The checks marked as errors must not compile.

import createClient from "openapi-fetch";
import type { components, paths } from "./portfolio.js";

type Schemas = components["schemas"];

// What can be told as a table too is asked for as JSON here.
type Json = "application/json" | "application/problem+json";

const open = createClient<paths, Json>({ baseUrl: "http://127.0.0.1:8080" });
const signedIn = orRefused(
  await open.POST("/v1/sessions", { body: { email: "maud@example.org", password: "seven red lanterns on the quay" } }),
);
const portfolio = createClient<paths, Json>({
  baseUrl: "http://127.0.0.1:8080",
  headers: { Authorization: `Bearer ${signedIn.token}` },
});

/** What was asked for, or why not. */
function orRefused<T>(answer: { data?: T | undefined; error?: Schemas["Problem"] | undefined }): T {
  if (answer.data !== undefined) return answer.data;
  const faults = answer.error?.errors?.map((fault) => `${fault.in} ${fault.pointer}: ${fault.detail}`) ?? [];
  throw new Error([answer.error?.detail ?? "no answer", ...faults].join("\n  "));
}

/** Makes a project whole, with its plan, once however often it is sent. */
async function register(): Promise<Schemas["Project"]> {
  const body: Schemas["ProjectInput"] = {
    acronym: "ENACT",
    title: "Accompagner la transition numérique des acteurs de l'économie sociale",
    kind: "european",
    stage: "signed",
    period: { start: "2024-09", end: "2027-02" },
    work_packages: [{ number: "WP1", title: "Study of the needs", start: "M1", end: "M8" }],
    deliverables: [{ number: "D1.2", title: "Report on the needs", type: "R", work_package: "WP1", due: "M6" }],
    milestones: [{ number: "MS1", title: "The survey is answered", work_package: "WP1", due: "M3" }],
  };
  const headers = { "Idempotency-Key": crypto.randomUUID() };
  return orRefused(await portfolio.POST("/v1/projects", { params: { header: headers }, body }));
}

/** Everything that hangs on a project, and the tag to change it by. */
async function read(id: Schemas["ProjectId"]): Promise<[Schemas["ProjectInFull"], string]> {
  const answer = await portfolio.GET("/v1/projects/{id}", { params: { path: { id } } });
  return [orRefused(answer), answer.response.headers.get("ETag") ?? ""];
}

/** Each item of a collection, however many pages it has. */
async function* deliverables(project: Schemas["ProjectId"]): AsyncGenerator<Schemas["Deliverable"]> {
  let after: string | undefined;
  do {
    const query = { project, sort: "due_on", limit: 100, ...(after === undefined ? {} : { after }) };
    const page = orRefused(await portfolio.GET("/v1/deliverables", { params: { query } }));
    yield* page.items;
    after = page.next ?? undefined;
  } while (after !== undefined);
}

/** Puts a milestone off, unless somebody changed it meanwhile. */
async function putOff(id: Schemas["MilestoneId"]): Promise<"moved" | "read it again"> {
  const seen = await portfolio.GET("/v1/milestones/{id}", { params: { path: { id } } });
  const { error } = await portfolio.PATCH("/v1/milestones/{id}", {
    params: { path: { id }, header: { "If-Match": seen.response.headers.get("ETag") ?? "" } },
    body: { due: "M5", reason: "The survey started two months late" },
    headers: { "Content-Type": "application/merge-patch+json" },
  });
  if (error === undefined) return "moved";
  switch (error.code) {
    case "precondition_failed":
      return "read it again";
    default:
      throw new Error(error.detail);
  }
}

/** Moves a deliverable to its next stage. */
async function submit(deliverable: Schemas["Deliverable"], tag: string): Promise<Schemas["SubmissionStage"]> {
  const moved = await portfolio.POST("/v1/deliverables/{id}/submit", {
    params: { path: { id: deliverable.id }, header: { "If-Match": tag } },
    body: { on: "2025-04-28" },
  });
  return orRefused(moved).stage;
}

/** What a class of revenue is called. That no class is forgotten is checked where this compiles. */
function called(name: Schemas["Class"]): string {
  switch (name) {
    case "european":
      return "paid by the European Union";
    case "national":
      return "paid at home";
    case "consultancy":
      return "paid by clients";
    case "other":
      return "paid by members, donors, foundations and banks";
    default:
      return name satisfies never;
  }
}

async function shares(year: number): Promise<string[]> {
  const query = { year, basis: "recognised", decimals: 0 } as const;
  const split = orRefused(await portfolio.GET("/v1/revenue-split", { params: { query } }));
  const told = (share: Schemas["ClassShare"]) => `${share.amount} ${split.currency} (${share.percent ?? "-"} %)`;
  return split.classes.map((share) => `${called(share.class)}: ${told(share)}`);
}

const { id } = await register();
const [project, tag] = await read(id);
console.log(project.acronym, project.stage, tag);
for await (const deliverable of deliverables(id)) {
  const { response } = await portfolio.GET("/v1/deliverables/{id}", { params: { path: { id: deliverable.id } } });
  console.log(await submit(deliverable, response.headers.get("ETag") ?? ""));
}
const milestones = orRefused(await portfolio.GET("/v1/milestones", { params: { query: { project: id } } }));
for (const milestone of milestones.items) console.log(await putOff(milestone.id));
console.log((await shares(2024)).join("\n"));

// What the document forbids.

export const forbidden = async (): Promise<void> => {
  // @ts-expect-error: no milestone is ever `late`
  const stage: Schemas["MilestoneStage"] = "late";
  // @ts-expect-error: money is never a number
  const amount: Schemas["Money"] = 266000.0;
  // @ts-expect-error: a title and a kind are required
  const nameless: Schemas["ProjectInput"] = { acronym: "ENACT" };
  // @ts-expect-error: nothing is known of colours
  const coloured: Schemas["ThemeInput"] = { code: "diversity", labels: {}, colour: "red" };
  // @ts-expect-error: a change wants `If-Match`
  await portfolio.DELETE("/v1/themes/{id}", { params: { path: { id } } });
  // @ts-expect-error: there is nothing at this address
  await portfolio.GET("/v1/teams");
  console.log(stage, amount, nameless, coloured);
};
