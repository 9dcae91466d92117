// @bun
import{Ic}from"./s10.js";export{Ic as viewQuestions};
