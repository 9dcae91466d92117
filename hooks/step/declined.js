// @bun
import{Pl,El,zm}from"./s72.js";export{zm as caughtBlockers,Pl as declinable,El as declinedSince};
