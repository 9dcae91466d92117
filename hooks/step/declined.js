// @bun
import{Pl,El,Nm}from"./s72.js";export{Nm as caughtBlockers,Pl as declinable,El as declinedSince};
