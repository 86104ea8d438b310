// @ts-check
/**
 * The first of the three walls between contexts: what may import what. A rule's name is the sentence it enforces,
 * and test/architecture/boundaries.spec.ts shows each of them refusing something broken on purpose.
 * Paths are relative to the folder that is checked; `$1` is the context or library that the import comes from.
 */
const context = '^libs/contexts/([^/]+)';
const ownContext = '^libs/contexts/$1';
const otherContext = '^libs/contexts/(?!$1/)';
const anyContract = '^libs/contexts/[^/]+/contract/';
const framework = '^libs/isomer/src/';
const kernel = '^libs/kernel/';
const markup = '^libs/markup/';
const libraries = '^libs/';
const spec = '\\.spec\\.ts$';

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const betweenContexts = [
  {
    name: 'of another context only the contract is imported',
    comment: 'Anything else of it may run in another process. Call its contract.',
    from: { path: `${context}/` },
    to: { path: otherContext, pathNot: anyContract },
  },
  {
    name: 'an app imports the modules and contracts of contexts',
    comment: "The composition root arranges contexts; what is inside one is that context's alone.",
    from: { path: '^apps/' },
    to: {
      path: '^libs/contexts/',
      pathNot: [anyContract, '^libs/contexts/[^/]+/(index|[^/]+\\.module)\\.ts$'],
    },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const insideAContext = [
  {
    name: 'the domain imports the kernel and the errors of its contract',
    comment: 'Rules are plain TypeScript: no Nest, no TypeORM, no I/O, not even of Node.',
    from: { path: `${context}/domain/`, pathNot: spec },
    to: { pathNot: [`${ownContext}/domain/`, `${ownContext}/contract/errors(\\.ts$|/)`, kernel] },
  },
  {
    name: 'a use case imports its domain, its persistence, contracts, the framework and the kernel',
    from: { path: `${context}/use-cases/`, pathNot: spec },
    to: {
      path: libraries,
      pathNot: [
        `${ownContext}/(use-cases|domain|persistence)/`,
        otherContext,
        anyContract,
        framework,
        kernel,
        markup,
      ],
    },
  },
  {
    name: 'http imports contracts and the edge of the framework',
    comment: 'So that a controller works wherever the core of its context runs.',
    from: { path: `${context}/(http/|[^/]+-http\\.module\\.ts$)`, pathNot: spec },
    to: {
      path: libraries,
      pathNot: [`${ownContext}/http/`, otherContext, anyContract, `${framework}edge/`, kernel],
    },
  },
  {
    name: 'persistence imports the domain, its contract, the framework and the kernel',
    from: { path: `${context}/(persistence|migrations)/`, pathNot: spec },
    to: {
      path: libraries,
      pathNot: [
        `${ownContext}/(persistence|migrations|domain)/`,
        otherContext,
        anyContract,
        framework,
        kernel,
      ],
    },
  },
  {
    name: 'a contract imports contracts, the framework and the kernel',
    comment: 'Others import it, in processes where the rest of this context is not.',
    from: { path: `${context}/contract/`, pathNot: spec },
    to: { path: libraries, pathNot: [otherContext, anyContract, framework, kernel] },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const betweenLibraries = [
  {
    name: 'the framework imports no context',
    from: { path: '^libs/isomer/' },
    to: { path: '^libs/contexts/' },
  },
  {
    name: 'the kernel and the drop-in libraries import nothing else of ours',
    comment: 'Any Nest team may take redis-transport or embedded-postgres alone.',
    from: { path: '^libs/(kernel|redis-transport|embedded-postgres)/' },
    to: { path: libraries, pathNot: '^libs/$1/' },
  },
  {
    name: 'a library imports no app',
    from: { path: libraries },
    to: { path: '^apps/' },
  },
];

/** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
const everywhere = [
  {
    name: 'modules do not import each other in a circle',
    from: {},
    to: { circular: true },
  },
  {
    name: 'what is shipped imports no tests',
    from: { path: '^(apps|libs)/', pathNot: [spec, '/test/', '^libs/isomer/testing/'] },
    to: { path: ['^(test|tools)/', '^libs/.*/test/', '^libs/isomer/testing/', spec] },
  },
  {
    name: 'what is shipped has its packages among the dependencies',
    comment: 'A development package is absent from the image.',
    from: { path: '^(apps|libs)/', pathNot: [spec, '/test/', '^libs/isomer/testing/'] },
    to: {
      dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
      dependencyTypesNot: ['type-only', 'type-import'],
    },
  },
  {
    name: 'every import leads somewhere',
    comment: 'An import that is not found is one that no other rule has looked at.',
    from: {},
    to: { couldNotResolve: true },
  },
];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [...betweenContexts, ...insideAContext, ...betweenLibraries, ...everywhere].map((rule) => ({
    ...rule,
    severity: 'error',
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^test/architecture/fixtures/' },
    // Types are imports too: a type of another context is knowledge of its inside.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['node', 'import', 'require', 'default', 'types'],
      exportsFields: ['exports'],
    },
  },
};
