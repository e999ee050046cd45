import { AppError } from './app-error.ts';

/** Relay arguments as GraphQL gives them. */
export type PageArgs = {
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
  readonly last?: number | null | undefined;
  readonly before?: string | null | undefined;
};

export type PageRequest = {
  readonly size: number;
  readonly backward: boolean;
  readonly cursor: string | undefined;
};

export type Edge<T> = { readonly node: T; readonly cursor: string };

/** A slice of a list in the list's own order, and whether more lies on either side. */
export type Page<T> = {
  readonly edges: readonly Edge<T>[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
};

export const maxPageSize = 100;
export const defaultPageSize = 20;

/** Throws BAD_USER_INPUT unless the arguments name one direction and 1–100 rows. */
export function pageRequest(args: PageArgs): PageRequest {
  const forward = args.first != null || args.after != null;
  const backward = args.last != null || args.before != null;
  if (forward && backward) throw badPage('Chỉ dùng first/after hoặc last/before.');
  const size = args.first ?? args.last ?? defaultPageSize;
  if (!Number.isInteger(size) || size < 1 || size > maxPageSize)
    throw badPage(`Số dòng mỗi trang từ 1 đến ${maxPageSize}.`);
  return { size, backward, cursor: args.after ?? args.before ?? undefined };
}

const badPage = (message: string) => new AppError('BAD_USER_INPUT', message);

export const badCursor = (): AppError => badPage('Con trỏ trang không thuộc danh sách này.');

/** The connection shape that every `XxxConnection` type resolves from. */
export const connection = <T>(page: Page<T>) => ({
  edges: page.edges,
  nodes: page.edges.map((edge) => edge.node),
  pageInfo: {
    hasNextPage: page.hasNextPage,
    hasPreviousPage: page.hasPreviousPage,
    startCursor: page.edges[0]?.cursor ?? null,
    endCursor: page.edges.at(-1)?.cursor ?? null,
  },
});

export type PageInfo = ReturnType<typeof connection>['pageInfo'];
export type Connection<T> = ReturnType<typeof connection<T>>;
