"""The three streams a recording can hold, and the blocks they are kept in."""

from collections.abc import Callable, Mapping

from trainer.recording.body import BodySamples
from trainer.recording.container.blocks import BlockType
from trainer.recording.container.packed import packed_samples
from trainer.recording.container.packed_others import packed_body_samples, packed_load_samples
from trainer.recording.container.plain import plain_rows
from trainer.recording.load import LoadSamples
from trainer.recording.samples import Samples

AnySamples = Samples | LoadSamples | BodySamples

PLAIN_BLOCKS: Mapping[type[AnySamples], BlockType] = {
    Samples: BlockType.PLAIN_SAMPLES,
    LoadSamples: BlockType.PLAIN_LOAD,
    BodySamples: BlockType.PLAIN_BODY,
}

READERS: Mapping[int, Callable[[bytes], AnySamples]] = {
    BlockType.PLAIN_SAMPLES: lambda payload: plain_rows(Samples, payload),
    BlockType.PLAIN_LOAD: lambda payload: plain_rows(LoadSamples, payload),
    BlockType.PLAIN_BODY: lambda payload: plain_rows(BodySamples, payload),
    BlockType.PACKED_SAMPLES: packed_samples,
    BlockType.PACKED_LOAD: packed_load_samples,
    BlockType.PACKED_BODY: packed_body_samples,
}
