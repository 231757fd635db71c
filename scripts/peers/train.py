"""The measurement of `workbench train --export`, in PyTorch on one thread of the CPU.

    train.py EXPORT [STEPS]
"""

import math
import struct
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def read(path):
    data = open(path, "rb").read()
    vocabulary, width, layers, heads, count, examples = struct.unpack_from("<6I", data)
    weights = torch.tensor(struct.unpack_from(f"<{count}f", data, 24))
    at, sequences = 24 + 4 * count, []
    for _ in range(examples):
        (length,) = struct.unpack_from("<I", data, at)
        tokens = struct.unpack_from(f"<{length}i", data, at + 4)
        scale = struct.unpack_from(f"<{length}f", data, at + 4 + 4 * length)
        sequences.append((tokens, scale))
        at += 4 + 8 * length
    return (vocabulary, width, layers, heads), weights, sequences


class Model(torch.nn.Module):
    def __init__(self, shape, weights):
        super().__init__()
        vocabulary, self.width, self.layers, self.heads = shape
        w = self.width
        sizes = [(vocabulary, w), (w,)]
        for _ in range(self.layers):
            sizes += [(w,), (3 * w, w), (w, w), (w,), (4 * w, w), (w, 4 * w)]
        parts = weights.split([math.prod(s) for s in sizes])
        self.tensors = torch.nn.ParameterList(
            torch.nn.Parameter(p.reshape(s).clone()) for p, s in zip(parts, sizes)
        )
        head = w // self.heads
        angles = torch.outer(
            torch.arange(1024.0), 10000.0 ** (-torch.arange(0.0, head, 2) / head)
        )
        self.cosine, self.sine = angles.cos(), angles.sin()

    def rotate(self, x):
        a, b = F.rms_norm(x, (x.size(-1),), eps=1e-6).chunk(2, -1)
        c, s = self.cosine[: x.size(-2)], self.sine[: x.size(-2)]
        return torch.cat([a * c - b * s, a * s + b * c], -1)

    def forward(self, tokens):
        embedding, final, *blocks = self.tensors
        w, heads = self.width, self.heads
        x = F.rms_norm(embedding[tokens], (w,), eps=1e-6)
        batch, length = tokens.shape
        for i in range(self.layers):
            gain1, qkv, output, gain2, up, down = blocks[6 * i : 6 * i + 6]
            parts = (F.rms_norm(x, (w,), gain1, 1e-6) @ qkv.T).chunk(3, -1)
            q, k, v = (p.view(batch, length, heads, -1).transpose(1, 2) for p in parts)
            y = F.scaled_dot_product_attention(
                self.rotate(q), self.rotate(k), v, is_causal=True,
                scale=8 / math.sqrt(w // heads),
            )
            x = x + y.transpose(1, 2).reshape(batch, length, w) @ output.T
            x = x + F.relu(F.rms_norm(x, (w,), gain2, 1e-6) @ up.T).square() @ down.T
        return F.rms_norm(x, (w,), final, 1e-6)

    def loss(self, tokens, targets, weights):
        chosen = weights > 0
        logits = self(tokens)[chosen] @ self.tensors[0].T
        each = F.cross_entropy(logits, targets[chosen], reduction="none")
        return (each * weights[chosen]).sum() / weights[chosen].sum()


def padded(sequences):
    length = max(len(tokens) for tokens, _ in sequences) - 1
    tokens = torch.zeros(len(sequences), length, dtype=torch.long)
    targets, weights = tokens.clone(), torch.zeros(len(sequences), length)
    for i, (ids, scale) in enumerate(sequences):
        n = len(ids) - 1
        tokens[i, :n], targets[i, :n] = torch.tensor(ids[:-1]), torch.tensor(ids[1:])
        weights[i, :n] = torch.tensor(scale[1:])
    return tokens, targets, weights


def measure(shape, weights, sequences, batch, steps):
    model = Model(shape, weights)
    optimiser = torch.optim.Adam(model.parameters(), lr=2e-3, betas=(0.9, 0.99), fused=True)
    seen, first, start = 0, None, 0.0
    for step in range(steps + 2):
        if step == 2:
            seen, start = 0, time.process_time()
        at = step * batch % len(sequences)
        chosen = (sequences + sequences)[at : at + batch]
        loss = model.loss(*padded(chosen))
        first = loss.item() if first is None else first
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        seen += sum(len(tokens) for tokens, _ in chosen)
    seconds = time.process_time() - start
    rate = seen / seconds
    print(f"  batch {batch}: {rate:.0f} tokens/CPU s, {6 * len(weights) * rate / 1e9:.0f} GFLOP/s")


def main():
    shape, weights, sequences = read(sys.argv[1])
    steps = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    print(f"PyTorch {torch.__version__}, one thread")
    for batch in (1, 16):
        measure(shape, weights, sequences, batch, max(4, steps // batch))


main()
