import { GraphQLObjectType, type GraphQLField, type GraphQLInterfaceType } from 'graphql';
import type { CompactField } from './compact-schema.ts';
import type { Context } from './context.ts';

export type Field = GraphQLField<unknown, Context>;

type Given = {
  readonly name: string;
  readonly fields: readonly CompactField[];
  readonly interfaces: () => readonly GraphQLInterfaceType[];
};

/**
 * An object type each field of which is made when an operation first names it. graphql-js makes all fields of a type at
 * once, and with those of `Query` nearly every type of the schema.
 */
export class LazyObjectType extends GraphQLObjectType<unknown, Context> {
  readonly #fields: Record<string, Field> = {};

  constructor({ name, fields, interfaces }: Given, make: (field: CompactField) => Field) {
    super({ name, fields: {}, interfaces });
    // As in graphql-js: a field named like something of Object.prototype is not there either.
    Object.setPrototypeOf(this.#fields, null);
    for (const field of fields) this.#define(field.name, () => make(field));
  }

  override getFields(): Record<string, Field> {
    return this.#fields;
  }

  #define(name: string, make: () => Field): void {
    const get = () => {
      const value = make();
      Object.defineProperty(this.#fields, name, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(this.#fields, name, { get, enumerable: true, configurable: true });
  }
}
