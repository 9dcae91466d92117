// @bun
import{Pl,El,Lm}from"./s72.js";export{Lm as caughtBlockers,Pl as declinable,El as declinedSince};
