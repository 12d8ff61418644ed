import { SignIn } from '../../screens/sign-in/sign-in.tsx';

export default async function Page({ searchParams }: { searchParams: Promise<{ next?: string; error?: string }> }) {
  const { next, error } = await searchParams;
  return <SignIn next={next ?? null} error={error ?? null} />;
}
