import {
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  GraphQLSchema,
  isObjectType,
  type GraphQLAbstractType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
} from 'graphql';
import { lazy } from '../kernel/lazy.ts';
import type { CompactSchema } from './compact-schema.ts';
import { typeMaker, type ResolverOf } from './make-type.ts';

type TypeMap = ReturnType<GraphQLSchema['getTypeMap']>;

/**
 * The schema without descriptions, each type of which is made when an operation first names it: a cold start pays for the
 * few types that its first operation touches, however large the schema grows. A subclass, since graphql-js itself walks
 * through every type when it makes a schema. The build has validated it.
 */
export class LazySchema extends GraphQLSchema {
  readonly #compact: CompactSchema;
  readonly #made = new Map<string, GraphQLNamedType>(
    [GraphQLID, GraphQLInt, GraphQLFloat].map((type) => [type.name, type]),
  );
  readonly #make: (name: string) => GraphQLNamedType | undefined;
  readonly #builtIn: TypeMap;
  readonly #typeMap: TypeMap;

  constructor(compact: CompactSchema, resolverOf: ResolverOf) {
    super({ assumeValid: true });
    this.#compact = compact;
    this.#make = typeMaker(compact, (name) => this.getType(name), resolverOf);
    this.#builtIn = super.getTypeMap();
    this.#typeMap = this.#mapByName();
  }

  override getType(name: string): GraphQLNamedType | undefined {
    const known = this.#made.get(name) ?? this.#builtIn[name];
    if (known) return known;
    const type = this.#make(name);
    if (type) this.#made.set(name, type);
    return type;
  }

  override getTypeMap(): TypeMap {
    return this.#typeMap;
  }

  override getQueryType(): GraphQLObjectType | undefined {
    return [this.getType('Query')].find(isObjectType);
  }

  override getMutationType(): GraphQLObjectType | undefined {
    return [this.getType('Mutation')].find(isObjectType);
  }

  override getPossibleTypes(type: GraphQLAbstractType): readonly GraphQLObjectType[] {
    return this.#namesOf(type).flatMap((name) => [this.getType(name)].filter(isObjectType));
  }

  override getImplementations(type: GraphQLInterfaceType) {
    return { objects: this.getPossibleTypes(type), interfaces: [] };
  }

  override isSubType(type: GraphQLAbstractType, { name }: { readonly name: string }): boolean {
    return this.#namesOf(type).includes(name);
  }

  #namesOf({ name }: GraphQLAbstractType): readonly string[] {
    return this.#compact.implementing[name] ?? [];
  }

  /** Looks like a map of all types; each is made when it is taken out, and none by asking for the names of all. */
  #mapByName(): TypeMap {
    const names = lazy(
      () => new Set([...Object.keys(this.#builtIn), ...this.#made.keys(), ...this.#compact.names()]),
    );
    const find = (name: string | symbol) => (typeof name === 'string' ? this.getType(name) : undefined);
    const has = (name: string | symbol) => typeof name === 'string' && names().has(name);
    return new Proxy(this.#builtIn, {
      get: (_map, name) => find(name),
      has: (_map, name) => has(name),
      ownKeys: () => [...names()],
      getOwnPropertyDescriptor: (_map, name) =>
        has(name) ? { get: () => find(name), enumerable: true, configurable: true } : undefined,
    });
  }
}
