import type { Entry } from '../entries.ts';
import type { BundleFacts } from './bundle-facts.ts';

const staticBudget = 1_200_000;

/** Packages that are tools of ours and never part of a function. */
const tools =
  /node_modules\/(aws-cdk-lib|aws-cdk|constructs|cdk-nag|esbuild|typescript|vitest|tsx|graphiql|jose|@graphql-codegen)\//;

const commonJsApollo = /node_modules\/@apollo\/server\/dist\/cjs\//;

/** Loaded on first use only: most requests need neither, and each costs a cold start some 50 ms. */
const onFirstUse = /node_modules\/@aws-sdk\/(client-s3|client-kms|s3-presigned-post|s3-request-presigner)\//;

/** What is wrong with a bundle, in words; empty when nothing is. */
export function bundleFaults(entry: Entry, facts: BundleFacts): readonly string[] {
  const faults = [
    ...facts.inputs.filter((file) => tools.test(file)).map((file) => `a build tool is inside: ${file}`),
    ...facts.inputs.filter((file) => commonJsApollo.test(file)).map((file) => `a second Apollo: ${file}`),
    ...graphqlFaults(facts.inputs),
  ];
  if (entry !== 'graphql') return faults;
  if (facts.staticBytes > staticBudget)
    faults.push(`a cold start loads ${facts.staticBytes} bytes; the budget is ${staticBudget}`);
  return [
    ...faults,
    ...facts.staticInputs.filter((file) => onFirstUse.test(file)).map((file) => `loaded at start: ${file}`),
  ];
}

/** Two copies of graphql-js, or its two module formats side by side, make schemas "from another realm". */
function graphqlFaults(inputs: readonly string[]): readonly string[] {
  const files = inputs.filter((file) => /node_modules\/graphql\//.test(file));
  const copies = new Set(files.map((file) => file.replace(/(.*node_modules\/graphql\/).*/, '$1')));
  return [
    ...(copies.size > 1 ? [`several copies of graphql: ${[...copies].join(', ')}`] : []),
    ...files.filter((file) => !file.endsWith('.mjs')).map((file) => `graphql in another format: ${file}`),
  ];
}
