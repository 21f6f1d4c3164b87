"""Writes the files of this folder with NumPy 2, for NumpyArrayTest: python make.py."""

import numpy as np

numbers = np.array([[0.5, -1.25, 3.0], [1e300, 0.1, -0.0]])
whole = np.array([[0, 1, 2], [250, 4, 5]])

np.save("rows.npy", numbers)
np.save("columns.npy", np.asfortranarray(numbers))
np.save("columns-of-blocks.npy", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
np.save("big-end.npy", numbers.astype(">f8"))
np.save("single.npy", np.float32([0.1, 0.7]))
np.save("half.npy", np.float16([0.1, 0.7]))
for kind in "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8":
    np.save(f"{kind}.npy", np.array([0, 1, -1]).astype(kind))
np.save("truths.npy", whole > 2)
np.save("scalar.npy", np.float64(7))
np.save("empty.npy", np.zeros((0, 3)))
np.save("vector.npy", numbers[0])
np.save("whole.npy", whole[1])
np.save("objects.npy", np.array([[1.0], [1.0, 2.0]], dtype=object), allow_pickle=True)
np.save("complex.npy", numbers * 1j)
np.save("texts.npy", np.array(["a", "b"]))
np.save("records.npy", np.zeros(2, dtype=[("p", "f8")]))
with open("version-2.npy", "wb") as out:
    np.lib.format.write_array(out, numbers, version=(2, 0))

P = np.array([[[0.5, 0.5], [0.0, 1.0]], [[1.0, 0.0], [0.25, 0.75]]])  # P[state, action, next]
R = np.array([[1.0, -1.0], [0.5, 2.0]])
np.savez("model.npz", P=P, R=R)
np.savez_compressed("compressed.npz", P=P, R=R)
np.savez("not-a-number.npz", P=P, R=R * [[1, 1], [1, np.nan]])
