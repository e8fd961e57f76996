"""How the support model was made, from the first pair to the shipped files.

`pairs` writes the training pairs once (`--seed 5 --each 5`). Three rounds follow, each on what `mix` chooses
from them and each for one epoch (`train --epochs 1 --threads 2 --seed 1`), with a `--work` folder of its own:

1. `mix --round first`, then `train --rate 1e-4` from the published encoder;
2. `mix --round people --seed 5`, then `train --rate 1e-4 --start` the weights of the first round;
3. `mix --round last --seed 3`, then `train --rate 1.5e-4 --start` the weights of the second.

`export` writes the weights of the third as the files in `agent/models`, and `measure` says how well they do
on labelled sets. `train` keeps checkpoints and goes on from them, ranks true and false claims of one document
against each other, and writes the running mean of the weights. The first two rounds were run before all rules
of `pairs` were there: run anew, the rounds give a model like the shipped one, not the same bytes.

`twins` and `mix --round twins` make a fourth round, of claims that only their sense tells apart, from stories
of our own; it was tried on a third of them and is not in the shipped model (see its card).

`pairs` and `mix` need only what the product needs; the others need torch and transformers, `export` onnx too.
"""
