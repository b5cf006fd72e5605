/// Made in a later commit of this first round.
