// @bun
import{Rl,Tl,zm}from"./s69.js";export{zm as caughtBlockers,Rl as declinable,Tl as declinedSince};
