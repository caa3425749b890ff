// Loaded into the app before all else: passes on what auto_explain tells the app's connections, which nobody
// else could read. Quiet until the benchmark turns auto_explain on.
import { appendFileSync } from "node:fs";
import pg from "pg";

const { connect } = pg.Client.prototype;
pg.Client.prototype.connect = function (...args) {
  this.on("notice", ({ message }) => {
    if (/^duration: .* plan:/.test(message ?? ""))
      appendFileSync(process.env.PLANS_FILE, `${JSON.stringify(message.slice(message.indexOf("{")))}\n`);
  });
  return connect.apply(this, args);
};
