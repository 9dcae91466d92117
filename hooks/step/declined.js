// @bun
import{Sl,_l,Rm}from"./s43.js";export{Rm as caughtBlockers,Sl as declinable,_l as declinedSince};
