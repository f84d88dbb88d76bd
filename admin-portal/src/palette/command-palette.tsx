import SearchIcon from '@mui/icons-material/Search';
import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import InputBase from '@mui/material/InputBase';
import Typography from '@mui/material/Typography';
import { useTranslate } from 'ra-core';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useMunicipalities } from '../data/municipalities';
import { fontSizes, radii } from '../theme/tokens';
import { useColors } from '../theme/use-colors';
import { type Command, matches, useHitCommands, useOwnCommands } from './commands';
import { paletteOpen } from './palette-state';
import { useSearch } from './use-search';

/** Finds sensors, assets, municipalities, devices, pages and actions by a few letters. */
export function CommandPalette() {
  const translate = useTranslate();
  const colors = useColors();
  const list = useId();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const wanted = text.trim();
  const { hits, isFetching } = useSearch(text);
  const { municipalities } = useMunicipalities();
  const own = useOwnCommands().filter((command) => matches(command.label, wanted));
  const found = useHitCommands(hits, (id) => municipalities.find((item) => item.id === id)?.name);
  const commands = [...(wanted ? own.slice(0, 5) : own), ...found];
  useEffect(() => setActive(0), [wanted]);

  const close = (): void => paletteOpen.set(false);
  const run = (command: Command | undefined): void => {
    if (!command) return;
    close();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      setActive((before) => (before + step + commands.length) % commands.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(commands[active]);
    }
  };
  const current = commands[active];
  return (
    <Dialog
      open
      onClose={close}
      fullWidth
      maxWidth="sm"
      aria-label={translate('palette.open')}
      slotProps={{ paper: { sx: { alignSelf: 'flex-start', marginBlockStart: '12vh', maxBlockSize: '64vh' } } }}
    >
      <Box
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          paddingInline: 4,
          borderBlockEnd: `1px solid ${colors.line}`,
        }}
      >
        <SearchIcon fontSize="small" sx={{ color: 'text.disabled' }} />
        <InputBase
          autoFocus
          fullWidth
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={translate('palette.placeholder')}
          inputProps={{
            role: 'combobox',
            'aria-label': translate('palette.placeholder'),
            'aria-expanded': true,
            'aria-controls': list,
            'aria-activedescendant': current ? `${list}-${current.id}` : undefined,
          }}
          sx={{ blockSize: 52, fontSize: fontSizes.lg, '& input:focus-visible': { outline: 'none' } }}
        />
      </Box>
      <Box id={list} role="listbox" aria-label={translate('palette.open')} sx={{ overflow: 'auto', padding: 2 }}>
        {commands.map((command, index) => (
          <Line
            key={command.id}
            id={`${list}-${command.id}`}
            command={command}
            heading={commands[index - 1]?.group !== command.group}
            active={index === active}
            onPoint={() => setActive(index)}
            onRun={() => run(command)}
          />
        ))}
        {commands.length === 0 && (
          <Typography role="status" variant="body2" sx={{ color: 'text.secondary', padding: 4, textAlign: 'center' }}>
            {translate(isFetching ? 'palette.searching' : 'palette.nothing')}
          </Typography>
        )}
      </Box>
      <Box
        sx={{
          display: { xs: 'none', sm: 'flex' },
          gap: 4,
          paddingInline: 4,
          blockSize: 36,
          alignItems: 'center',
          borderBlockStart: `1px solid ${colors.line}`,
          color: 'text.secondary',
          fontSize: fontSizes.xs,
        }}
      >
        <span>↑ ↓ {translate('palette.hint_move')}</span>
        <span>↵ {translate('palette.hint_open')}</span>
        <span>Esc {translate('palette.hint_close')}</span>
      </Box>
    </Dialog>
  );
}

interface LineProps {
  id: string;
  command: Command;
  heading: boolean;
  active: boolean;
  onPoint: () => void;
  onRun: () => void;
}

function Line({ id, command, heading, active, onPoint, onRun }: LineProps) {
  const colors = useColors();
  const line = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) line.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <>
      {heading && (
        <Typography
          variant="caption"
          component="div"
          role="presentation"
          sx={{ color: 'text.secondary', paddingInline: 2, paddingBlockStart: 2, paddingBlockEnd: 1 }}
        >
          {command.group}
        </Typography>
      )}
      <Box
        ref={line}
        id={id}
        role="option"
        aria-selected={active}
        onMouseMove={onPoint}
        onClick={onRun}
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 3,
          minBlockSize: 36,
          paddingInline: 2,
          borderRadius: `${radii.md}px`,
          cursor: 'pointer',
          backgroundColor: active ? colors.accentSoft : undefined,
        }}
      >
        <Typography variant="body1" noWrap sx={{ flex: 1 }}>
          <bdi>{command.label}</bdi>
        </Typography>
        {command.hint && (
          <Typography variant="caption" noWrap sx={{ color: 'text.secondary', maxInlineSize: '50%' }}>
            <bdi>{command.hint}</bdi>
          </Typography>
        )}
      </Box>
    </>
  );
}
