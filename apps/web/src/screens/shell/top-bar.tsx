'use client';

import { Anchor, Group, Kbd, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconMoon, IconSearch, IconUser } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { api } from '../../contract/client.ts';
import { ActivityTray } from './activity-tray.tsx';
import { adminScreens } from './admin-screens.ts';
import classes from './top-bar.module.css';

/** 40 pixels: home, admin screens one may see, palette, activity, oneself. */
export function TopBar() {
  const me = useQuery(api.session.me.queryOptions());
  const path = usePathname();
  const { setColorScheme, colorScheme } = useMantineColorScheme();
  const signOut = useMutation(api.session.end.mutationOptions({ onSettled: () => window.location.assign('/sign-in') }));
  const may = new Set<string>(me.data?.permissions ?? []);
  return (
    <header className={classes.bar}>
      <Link href="/" className={classes.brand}>
        Virga
      </Link>
      <nav aria-label="Platform" className={classes.nav}>
        <Link href="/" data-active={path === '/' || undefined} className={classes.link}>
          Cases
        </Link>
        {adminScreens
          .filter((screen) => may.has(screen.permission))
          .map((screen) => (
            <Link
              key={screen.href}
              href={screen.href}
              data-active={path.startsWith(screen.href) || undefined}
              className={classes.link}
            >
              {screen.label}
            </Link>
          ))}
      </nav>
      <Group gap={8} ml="auto" wrap="nowrap">
        <UnstyledButton className={classes.search} onClick={() => spotlight.open()}>
          <IconSearch size={16} /> Find <Kbd size="xs">Ctrl K</Kbd>
        </UnstyledButton>
        <ActivityTray />
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <UnstyledButton className={classes.link} aria-label="You">
              <IconUser size={16} /> {me.data?.user.name ?? ''}
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{me.data ? `${me.data.user.email} · ${me.data.user.role}` : ''}</Menu.Label>
            <Menu.Item component={Link} href="/me">
              Password, factor, sessions, tokens
            </Menu.Item>
            <Menu.Item
              leftSection={<IconMoon size={16} />}
              onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
              closeMenuOnClick={false}
            >
              {colorScheme === 'dark' ? 'Light colours' : 'Dark colours'}
            </Menu.Item>
            <Menu.Item onClick={() => signOut.mutate({})}>Sign out</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </Group>
      <Anchor href="#content" className={classes.skip}>
        Skip to content
      </Anchor>
    </header>
  );
}
