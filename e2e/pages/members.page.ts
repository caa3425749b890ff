import { expect, type Page } from "@playwright/test";
import { choose } from "./choose.page";

export type Person = { readonly name: string; readonly email: string; readonly password: string };

/** Settings → Members, seen by an admin. */
export class MembersPage {
  constructor(private readonly page: Page) {}

  open = () => this.page.goto("/settings/members");

  /** @returns the link that was made */
  async invite(role: "Viewer" | "Operator" | "Admin"): Promise<string> {
    await this.open();
    await this.page.getByRole("button", { name: "Invite" }).click();
    await choose(this.page, "Role", role);
    await this.page.getByRole("button", { name: "Create link" }).click();
    const link = await this.page.getByLabel("Invitation link", { exact: true }).last().inputValue();
    await this.page.getByRole("button", { name: "Done" }).click();
    return link;
  }

  async setRole(name: string, role: string): Promise<void> {
    await this.open();
    await choose(this.page, `Role of ${name}`, role);
    await expect(this.page.getByText(`${name} is now: ${role}`)).toBeVisible();
  }

  async act(name: string, action: "Sign out everywhere" | "Remove member"): Promise<void> {
    await this.open();
    await this.page.getByRole("button", { name: `Actions for ${name}` }).click();
    await this.page.getByRole("menuitem", { name: action }).click();
    const asked = this.page.getByRole("alertdialog");
    await asked.getByRole("button", { name: action }).click();
    await expect(asked).toBeHidden();
  }
}

/** Makes an account from an invitation link; ends on the overview. */
export async function join(page: Page, link: string, person: Person): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Name", { exact: true }).fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password", { exact: true }).fill(person.password);
  await page.getByRole("button", { name: "Create account and join" }).click();
  await expect(page.getByRole("heading", { name: "Overview", level: 1 })).toBeVisible();
}
