import * as z from 'zod/mini';

const about = z.describe;

const sortSchema = z.object({
  empty: z.boolean().check(about('Whether no order was asked for.')),
  sorted: z.boolean().check(about('Whether an order was asked for.')),
  unsorted: z.boolean().check(about('Whether no order was asked for.')),
});

const digits = (name: string, minimum: number, maximum: number, byDefault: number) =>
  z
    .pipe(
      z.optional(
        z.pipe(
          z.pipe(
            z.string().check(z.regex(/^\d{1,9}$/, 'must be a whole number')),
            z.transform(Number),
          ),
          z.int().check(z.minimum(minimum), z.maximum(maximum)),
        ),
      ),
      z.transform((value) => value ?? byDefault),
    )
    .check(z.describe(name));

/** `page` counts from 0. `sort` is what Spring's generated clients may send along; it is ignored. */
export const pageParameters = {
  page: digits('Page number, from 0', 0, 1_000_000, 0),
  size: digits('Items on a page', 1, 100, 10),
  sort: z.optional(z.string().check(z.maxLength(100), about('Ignored'))),
};

export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

const pageableSchema = z.object({
  offset: z.int().check(about('Items before this page.')),
  pageNumber: z.int().check(about('This page, from 0.')),
  pageSize: z.int().check(about('Items on a full page.')),
  paged: z.boolean().check(about('Always true.')),
  unpaged: z.boolean().check(about('Always false.')),
  sort: sortSchema.check(about('The order; lists have one of their own.')),
});

/** Spring Data's page, with every field its clients read. */
export const pageSchema = <Item extends z.core.$ZodType>(item: Item) =>
  z.object({
    content: z.array(item).check(about('The items of this page, in order.')),
    pageable: pageableSchema.check(about('The page that was asked for.')),
    totalPages: z.int().check(about('Pages in all.')),
    totalElements: z.int().check(about('Items on all pages.')),
    last: z.boolean().check(about('Whether no page follows.')),
    first: z.boolean().check(about('Whether this is page 0.')),
    size: z.int().check(about('Items on a full page.')),
    number: z.int().check(about('This page, from 0.')),
    numberOfElements: z.int().check(about('Items on this page.')),
    sort: sortSchema.check(about('The order; lists have one of their own.')),
    empty: z.boolean().check(about('Whether this page has no items.')),
  });

const unsorted = { empty: true, sorted: false, unsorted: true } as const;

/** Cuts one page out of a whole list, in Spring's shape. */
export function springPage<Item>(items: readonly Item[], { page, size }: PageRequest) {
  const offset = page * size;
  const content = items.slice(offset, offset + size);
  const totalPages = Math.ceil(items.length / size);
  return {
    content,
    pageable: {
      offset,
      pageNumber: page,
      pageSize: size,
      paged: true,
      unpaged: false,
      sort: unsorted,
    },
    totalPages,
    totalElements: items.length,
    last: page + 1 >= totalPages,
    first: page === 0,
    size,
    number: page,
    numberOfElements: content.length,
    sort: unsorted,
    empty: content.length === 0,
  };
}
