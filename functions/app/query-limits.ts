import {
  getArgumentValues,
  getVariableValues,
  GraphQLError,
  isCompositeType,
  getNamedType,
  Kind,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type FieldNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultPageSize } from '../kernel/paging.ts';

/** How much one operation may ask. Introspection isn't counted: it reads no data. */
export const queryLimits = {
  tokens: 4_000,
  depth: 12,
  aliases: 30,
  directives: 10,
  /** Field selections, fragments spread out; bounds the counting itself too. */
  selections: 5_000,
  /** Rows that the operation could touch if every page were full. */
  cost: 10_000,
} as const;

type Tally = { aliases: number; directives: number; selections: number; cost: number };

/** What an operation asks: how much, and the files of the schema that declare its fields. */
export type Asked = Tally & { readonly slices: ReadonlySet<string> };

type Walk = {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly tally: Tally;
  readonly slices: Set<string>;
};

/** Throws QUERY_TOO_COMPLEX before any resolver runs. Page sizes count as coerced, wherever they came from. */
export function checkLimits(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: readonly FragmentDefinitionNode[],
  variables: Readonly<Record<string, unknown>>,
): Asked {
  const tally = { aliases: 0, directives: 0, selections: 0, cost: 0 };
  const slices = new Set<string>();
  const root = schema.getRootType(operation.operation);
  const named = Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  // Variables that can't be coerced are reported by the execution, which then runs nothing.
  if (root && coerced)
    visit(
      { schema, fragments: named, variables: coerced, tally, slices },
      operation.selectionSet,
      root,
      1,
      1,
    );
  return { ...tally, slices };
}

function visit(
  walk: Walk,
  set: SelectionSetNode,
  parent: GraphQLCompositeType,
  depth: number,
  rows: number,
): void {
  over('depth', depth);
  for (const selection of set.selections) {
    walk.tally.selections += 1;
    walk.tally.directives += selection.directives?.length ?? 0;
    over('selections', walk.tally.selections);
    over('directives', walk.tally.directives);
    if (selection.kind === Kind.FIELD) visitField(walk, selection, parent, depth, rows);
    else {
      const spread =
        selection.kind === Kind.FRAGMENT_SPREAD ? walk.fragments[selection.name.value] : selection;
      const type = spread?.typeCondition && walk.schema.getType(spread.typeCondition.name.value);
      if (spread)
        visit(walk, spread.selectionSet, type && isCompositeType(type) ? type : parent, depth, rows);
    }
  }
}

function visitField(
  walk: Walk,
  node: FieldNode,
  parent: GraphQLCompositeType,
  depth: number,
  rows: number,
): void {
  if (node.alias) walk.tally.aliases += 1;
  over('aliases', walk.tally.aliases);
  const field = 'getFields' in parent ? parent.getFields()[node.name.value] : undefined;
  const slice = field?.extensions['slice'];
  if (typeof slice === 'string') walk.slices.add(slice);
  if (!field || !node.selectionSet) return;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return;
  const inside = rows * pageSize(walk, field, node);
  walk.tally.cost += inside;
  over('cost', walk.tally.cost);
  // The wrappers of a connection are no level of nesting to the person who asks.
  visit(walk, node.selectionSet, type, isWrapper(node.name.value) ? depth : depth + 1, inside);
}

const isWrapper = (name: string) =>
  name === 'edges' || name === 'nodes' || name === 'node' || name === 'pageInfo';

function pageSize(walk: Walk, field: GraphQLField<unknown, unknown>, node: FieldNode): number {
  if (!field.args.some((arg) => arg.name === 'first')) return 1;
  const args = getArgumentValues(field, node, walk.variables);
  const asked = args['first'] ?? args['last'];
  return typeof asked === 'number' && asked > 0 ? asked : defaultPageSize;
}

function over(name: keyof typeof queryLimits, value: number): void {
  if (value > queryLimits[name]) throw tooComplex(name);
}

const tooComplex = (name: keyof typeof queryLimits): GraphQLError =>
  new GraphQLError(`Truy vấn vượt giới hạn ${name} (${queryLimits[name]}).`, {
    extensions: { code: 'QUERY_TOO_COMPLEX', limit: name, max: queryLimits[name], http: { status: 400 } },
  });
