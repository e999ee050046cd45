import { randomUUID } from 'node:crypto';
import { z } from 'zod';

/** Who asks: a person of the cast by key, or nobody in particular. */
export type As = string | null;

/** The public GraphQL endpoint as a front end would use it; every surprise ends the play. */
export type Client = {
  ask<T>(as: As, document: string, variables: object, shape: z.ZodType<T>): Promise<T>;
  /** A mutation that must be accepted; `selection` is of its payload, which `shape` then reads. */
  done<T>(as: As, name: string, selection: string, input: object, shape: z.ZodType<T>): Promise<T>;
  /** A mutation that must be refused with exactly these codes. */
  refused(as: As, name: string, input: object, codes: readonly string[]): Promise<void>;
};

const answer = z.object({ data: z.unknown(), errors: z.array(z.unknown()).optional() });
const userErrors = z.array(z.object({ code: z.string(), field: z.array(z.string()) }));
const payloads = z.record(z.string(), z.looseObject({ userErrors }));

export function client(endpoint: string, tokenFor: (key: string) => Promise<string>): Client {
  async function post(as: As, query: string, variables: object): Promise<unknown> {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(as !== null && { authorization: `Bearer ${await tokenFor(as)}` }),
      },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = answer.parse(await response.json());
    if (errors) throw new Error(`${query}\n${JSON.stringify(errors)}`);
    return data;
  }

  async function run(as: As, name: string, selection: string, input: object) {
    const type = `${name.slice(0, 1).toUpperCase()}${name.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selection} userErrors { code field } } }`;
    const data = await post(as, document, { input: { ...input, idempotencyKey: randomUUID() } });
    const payload = payloads.parse(data)[name];
    if (!payload) throw new Error(`${name} gave no payload`);
    return payload;
  }

  return {
    ask: async (as, document, variables, shape) => shape.parse(await post(as, document, variables)),
    done: async (as, name, selection, input, shape) => {
      const payload = await run(as, name, selection, input);
      if (payload.userErrors.length > 0)
        throw new Error(`${name} was refused: ${JSON.stringify(payload.userErrors)}`);
      return shape.parse(payload);
    },
    refused: async (as, name, input, codes) => {
      const payload = await run(as, name, '', input);
      const got = payload.userErrors.map((one) => one.code);
      if (got.join() !== codes.join()) throw new Error(`${name} answered ${got.join()}, not ${codes.join()}`);
    },
  };
}

/** What a client keeps of an object between two steps. */
export type Held = { readonly id: string; readonly version: number };
const held = z.object({ id: z.string(), version: z.int() });
/** Reads `name { id version }` of a payload. */
export const heldAs = (name: string) =>
  z.record(z.string(), z.unknown()).transform((p): Held => held.parse(p[name]));
