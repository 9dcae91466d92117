// @bun
import{Tl,Pl,Im}from"./s69.js";export{Im as caughtBlockers,Tl as declinable,Pl as declinedSince};
