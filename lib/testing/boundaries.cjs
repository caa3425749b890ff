// Which folder may import which; `npm run verify` checks it. See README, "Architecture".
const tests = "[.]test[.]tsx?$";

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "domain-is-closed",
      comment: "The rules need no I/O and no library, so that they are tested and trusted alone.",
      severity: "error",
      from: { path: "^lib/domain/", pathNot: tests },
      to: { pathNot: "^lib/domain/" },
    },
    {
      name: "providers-are-strangers",
      comment: "A provider can be added or removed without touching another.",
      severity: "error",
      from: {
        path: "^lib/providers/([^/]+)/",
        pathNot: [tests, "[.]cases[.]ts$", "^lib/providers/contract/"],
      },
      to: { path: "^lib/providers/([^/]+)/", pathNot: "^lib/providers/($1|shared)/" },
    },
    {
      name: "providers-behind-their-interface",
      comment: "Features know providers by registry and interface only; the simulator serves the demo.",
      severity: "error",
      from: { path: "^(app|components|lib)/", pathNot: [tests, "^lib/providers/", "^lib/demo/"] },
      to: {
        path: "^lib/providers/",
        pathNot: "^lib/providers/(provider|registry|senders?|shared/crypto)[.]ts$",
      },
    },
    {
      name: "no-foreign-stores",
      comment:
        "A feature calls another's verbs, never its SQL. Accounts and memberships are one matter in two folders: " +
        "a workspace is founded, joined and left in one transaction with its people.",
      severity: "error",
      from: { path: "^lib/([^/]+)/", pathNot: [tests, "^lib/testing/", "/test-"] },
      to: { path: "^lib/[^/]+/store[.]ts$", pathNot: ["^lib/$1/store[.]ts$", "^lib/auth/store[.]ts$"] },
    },
    {
      name: "pages-use-verbs",
      comment: "Routes and pages hold no SQL.",
      severity: "error",
      from: { path: "^app/", pathNot: tests },
      to: { path: "^lib/([^/]+/store|db/.+)[.]ts$" },
    },
    {
      name: "components-are-for-the-browser",
      comment: "What is drawn gets plain data; it never reaches for the database or the settings.",
      severity: "error",
      from: { path: "^components/", pathNot: tests },
      to: { path: "^lib/(db/|env[.]ts|[^/]+/store[.]ts|secrets/)" },
    },
    {
      name: "tests-stay-out",
      severity: "error",
      from: {
        path: "^(app|components|lib)/",
        pathNot: [tests, "^lib/testing/", "^lib/providers/contract/", "test-"],
      },
      to: { path: `(${tests}|^lib/testing/|^e2e/)` },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(lib/db/generated|[.]next|[.]build)" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "node", "types"] },
  },
};
