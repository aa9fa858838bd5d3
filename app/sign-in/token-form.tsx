'use client';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Form, FormActions, TextField } from '@/components/ui/field';
import { enter } from './enter';

/** For whoever holds the bootstrap token. */
export function TokenForm({ callbackUrl }: { callbackUrl: string }) {
  const [token, setToken] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<string | null>(null);

  const submit = async (): Promise<void> => {
    const given = token.trim();
    if (given === '') {
      setError('Token: paste the bootstrap token.');
      return;
    }
    setPending(true);
    setError(null);
    const refused = await enter('token', { token: given }, callbackUrl);
    if (refused === null) return;
    setError(refused);
    setPending(false);
  };

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <TextField
        label="Token"
        type="password"
        autoComplete="off"
        value={token}
        onChange={setToken}
        error={error}
        hint="PILOTHOUSE_BOOTSTRAP_TOKEN, as the administrator set it."
      />
      <FormActions>
        <Button kind="main" type="submit" pending={pending}>
          Sign in with the token
        </Button>
      </FormActions>
    </Form>
  );
}
