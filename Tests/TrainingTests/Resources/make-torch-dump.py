"""Writes torch-dump.bin: a tiny model's weights, loss, gradient and first optimiser steps in PyTorch.

    python3 make-torch-dump.py        (needs torch; any version)

The model is written here a second time, from its description and not from our code, in double
precision. The file is little-endian: int32 count of weights, int32 count of steps, float32 weights,
float32 loss, float32 gradient, then for each of the Adam steps the loss before it, and at last
the float32 weights after them.
"""

import math
import struct
from pathlib import Path

import torch
import torch.nn.functional as F

torch.set_default_dtype(torch.float64)
torch.manual_seed(20261121)
torch.set_num_threads(1)

VOCABULARY, WIDTH, LAYERS, HEADS, STEPS = 262, 16, 2, 2, 5
HEAD = WIDTH // HEADS

# Two dialogues of "user" and "assistant" as bytes: <bos> <user> text <end> <assistant> text <end>.
DIALOGUES = [("one?", "the cat"), ("What is 2 + 3?", "5. Even my cat knows that.")]


def sequence(question, answer):
    question, answer = ([6 + b for b in text.encode()] for text in (question, answer))
    tokens = [1, 3, *question, 5, 4, *answer, 5]
    weights = [0.0] * (len(tokens) - len(answer) - 1) + [1.0] * (len(answer) + 1)
    return tokens, weights


def parameters():
    def noise(*shape, scale):
        return (torch.randn(*shape) * scale).to(torch.float32).to(torch.float64)

    tensors = [noise(VOCABULARY, WIDTH, scale=0.3), 1 + noise(WIDTH, scale=0.1)]
    for _ in range(LAYERS):
        tensors += [
            1 + noise(WIDTH, scale=0.1),
            noise(3 * WIDTH, WIDTH, scale=0.3),
            noise(WIDTH, WIDTH, scale=0.3),
            1 + noise(WIDTH, scale=0.1),
            noise(4 * WIDTH, WIDTH, scale=0.3),
            noise(WIDTH, 4 * WIDTH, scale=0.2),
        ]
    tensors = [t.to(torch.float32).to(torch.float64) for t in tensors]
    return [t.requires_grad_() for t in tensors]


def unit(x):
    return x / torch.sqrt(x.pow(2).mean(-1, keepdim=True) + 1e-6)


def rotate(x):
    angles = torch.outer(
        torch.arange(x.size(-2), dtype=torch.float64),
        10000.0 ** (-torch.arange(0, HEAD, 2, dtype=torch.float64) / HEAD),
    )
    a, b = x.chunk(2, -1)
    cosine, sine = angles.cos(), angles.sin()
    return torch.cat([a * cosine - b * sine, a * sine + b * cosine], -1)


def losses(tensors, tokens):
    embedding, final_gain, *blocks = tensors
    x = unit(embedding[torch.tensor(tokens[:-1])])
    length = x.size(0)
    mask = torch.full((length, length), -math.inf).triu(1)
    for i in range(LAYERS):
        gain1, qkv, output, gain2, up, down = blocks[6 * i : 6 * i + 6]
        q, k, v = (unit(x) * gain1 @ qkv.T).chunk(3, -1)
        q, k, v = (t.view(length, HEADS, HEAD).transpose(0, 1) for t in (q, k, v))
        q, k = rotate(unit(q)), rotate(unit(k))
        weights = (q @ k.transpose(1, 2) * 8 / math.sqrt(HEAD) + mask).softmax(-1)
        x = x + (weights @ v).transpose(0, 1).reshape(length, WIDTH) @ output.T
        x = x + F.relu(unit(x) * gain2 @ up.T).pow(2) @ down.T
    logits = unit(x) * final_gain @ embedding.T
    return F.cross_entropy(logits, torch.tensor(tokens[1:]), reduction="none")


def loss(tensors):
    total = weight = 0.0
    for dialogue in DIALOGUES:
        tokens, weights = sequence(*dialogue)
        weights = torch.tensor(weights[1:])
        total = total + (losses(tensors, tokens) * weights).sum()
        weight = weight + weights.sum()
    return total / weight


def flat(tensors):
    return torch.cat([t.detach().reshape(-1) for t in tensors]).to(torch.float32)


def main():
    tensors = parameters()
    start = flat(tensors)
    value = loss(tensors)
    gradient = flat(torch.autograd.grad(value, tensors))
    optimiser = torch.optim.Adam(tensors, lr=2e-3, betas=(0.9, 0.99), eps=1e-8)
    history = []
    for i in range(STEPS):
        # The trainer's schedule: a short rise and a straight fall.
        rise = min(1, (i + 1) / (0.03 * STEPS + 1))
        optimiser.param_groups[0]["lr"] = 2e-3 * rise * (1 - i / STEPS)
        optimiser.zero_grad()
        step = loss(tensors)
        history.append(step.item())
        step.backward()
        torch.nn.utils.clip_grad_norm_(tensors, 1.0)
        optimiser.step()
    with open(Path(__file__).with_name("torch-dump.bin"), "wb") as file:
        file.write(struct.pack("<ii", start.numel(), STEPS))
        file.write(start.numpy().tobytes())
        file.write(struct.pack("<f", value.item()))
        file.write(gradient.numpy().tobytes())
        file.write(struct.pack(f"<{STEPS}f", *history))
        file.write(flat(tensors).numpy().tobytes())
    print(f"loss {value.item():.6f}, weights {start.numel()}")


main()
