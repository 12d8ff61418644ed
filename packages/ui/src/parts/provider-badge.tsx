import type { Provider } from '@virga/domain';
import { providerTokens } from '../tokens.ts';
import classes from './marks.module.css';

export function ProviderBadge({ provider }: { provider: Provider }) {
  return (
    <span className={classes.badge} style={{ color: `var(--v-provider-${provider})` }}>
      {providerTokens[provider].letters}
    </span>
  );
}
