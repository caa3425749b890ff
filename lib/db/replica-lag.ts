/** Marks kept at most; with one a second, a quarter of an hour of a replica that stands still. */
const MOST = 900;

/**
 * How far a replica is behind, from positions in the primary's log noted together with the time. No clock of
 * another machine is involved, and a primary on which nothing happens is not mistaken for a replica that lags.
 */
export class ReplicaLag {
  private marks: { readonly position: number; readonly at: number }[] = [];
  private hasReplayedMark = false;

  /** The primary's log had come to `position` at the time `at`. */
  note(position: number, at: number): void {
    const last = this.marks.at(-1);
    if (last?.position === position) return;
    // Another primary, restored or promoted: its positions have nothing to do with the former's.
    if (last && position < last.position) this.marks = [];
    this.marks.push({ position, at });
    if (this.marks.length > MOST) this.marks.splice(1, 1); // the oldest says how long it lasts
  }

  /**
   * Milliseconds since the oldest noted position that is not replayed yet, 0 when all are.
   * @param age - milliseconds since the last replayed commit, which is all that is known until a first position
   *   was replayed: a replica that stands still since yesterday has no place in the notes
   */
  of(replayed: number, now: number, age: number): number {
    const open = this.marks.findIndex(({ position }) => position > replayed);
    if (open !== 0 && this.marks.length > 0) this.hasReplayedMark = true;
    this.marks = open < 0 ? [] : this.marks.slice(open);
    const oldest = this.marks[0];
    if (!oldest) return 0;
    return this.hasReplayedMark ? now - oldest.at : Math.max(age, now - oldest.at);
  }
}
