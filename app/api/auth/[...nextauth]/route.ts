import { nextAuthRoute } from "@/lib/auth/next-auth-route";

type Context = { params: Promise<{ nextauth: string[] }> };

/** Sign-in, sign-out and Google's way back; next-auth guards its own writes with a CSRF token. */
async function route(request: Request, { params }: Context): Promise<Response> {
  return nextAuthRoute(request, (await params).nextauth);
}

export { route as GET, route as POST };
